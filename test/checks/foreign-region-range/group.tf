#? --role client-network --region us-west-2 --protocols wsp
#= proxy: {client: https}
locals {
  gateways = ["34.223.96.0/22", "3.248.176.0/22", "52.19.124.0/23"]
#                               ^^^^^^^^^^^^^^^^ foreign-region-range
  checks   = ["34.217.248.177/32", "52.34.160.80/32", "54.68.150.54/32", "54.185.4.125/32", "54.188.171.18/32", "54.244.158.140/32"]
}

resource "aws_security_group" "clients" {
  name   = "clients"
  vpc_id = var.vpc_id

  egress {
    from_port   = 4195
    to_port     = 4195
    protocol    = "tcp"
    cidr_blocks = concat(local.gateways, local.checks)
  }

  egress {
    from_port   = 4195
    to_port     = 4195
    protocol    = "udp"
    cidr_blocks = concat(local.gateways, local.checks)
  }
}
