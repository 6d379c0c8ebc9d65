#? --role client-network --region us-west-2 --protocols wsp
#= proxy: {client: https}
locals {
  gateways = [
    "34.223.96.0/23",
    "34.217.248.177/32", "52.34.160.80/32"
  ]
}

resource "aws_security_group" "clients" {
  name = "clients"

  egress {
    from_port   = 4195
    to_port     = 4195
    protocol    = "tcp"
    cidr_blocks = local.gateways
  }

  egress {
    from_port   = 4195
    to_port     = 4195
    protocol    = "udp"
    cidr_blocks = local.gateways
  }
}
