#? --role workspace --region us-west-2
#= internetAccess: false
#= directoryControllers: [10.20.1.10/32]
locals {
  udp = [53]
  tcp = { "53" = ["10.20.1.10/32"], "88" = ["10.20.1.10/32"] }
}

resource "aws_security_group" "this" {
  name = "workspaces"

  dynamic "egress" {
    for_each = toset(local.udp)
    content {
      from_port   = egress.value
      to_port     = egress.value
      protocol    = "udp"
      cidr_blocks = ["10.20.1.10/32"]
    }
  }

  dynamic "egress" {
    for_each = local.tcp
    content {
      from_port   = egress.key
      to_port     = egress.key
      protocol    = "tcp"
      cidr_blocks = egress.value
    }
  }
}
