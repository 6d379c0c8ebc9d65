#? --role client-network --region us-west-2 --protocols wsp
#= proxy: {client: https}
locals {
  rules = {
    web = { port = 443, cidrs = ["10.0.0.0/8"] }
  }
}

resource "aws_security_group" "clients" {
  name = "clients"

  dynamic "egress" {
    for_each = local.rules
    content {
      from_port   = egress.value.port
      to_port     = egress.value.port
      protocol    = "tcp"
      cidr_blocks = egress.value.cidrs
    }
  }
}
