gateways = ["0.0.0.0/0"]
