#? --role client-network --region us-west-2 --protocols wsp
#= proxy: {client: https}
locals {
  ports = [80, 443]
}

resource "aws_security_group" "clients" {
  name = "clients"

  dynamic "egress" {
    for_each = toset(local.ports)
    content {
      from_port   = egress.value
      to_port     = egress.value
      protocol    = "tcp"
      cidr_blocks = ["10.0.0.0/8"]
    }
  }
}
