provider "aws" {
  region = var.region
}

locals {
  controllers = ["10.20.1.10/32", "10.20.2.10/32"]

  # Kerberos, RPC, LDAP, SMB and the dynamic ports. Somebody thought of TCP only.
  directory_tcp = {
    kerberos = { from = 88, to = 88 }
    rpc      = { from = 135, to = 135 }
    netbios  = { from = 139, to = 139 }
    ldap     = { from = 389, to = 389 }
    smb      = { from = 445, to = 445 }
    dynamic  = { from = 1024, to = 65535 }
  }
}

# workspaces-netlint: role=workspace
resource "aws_security_group" "desktops" {
  name        = "${var.environment}-desktops"
  description = "Desktops of the ${var.environment} directory"
  vpc_id      = var.vpc_id

  egress {
    description = "DNS"
    from_port   = 53
    to_port     = 53
    protocol    = "udp"
    cidr_blocks = local.controllers
  }

  dynamic "egress" {
    for_each = local.directory_tcp
    content {
      description = egress.key
      from_port   = egress.value.from
      to_port     = egress.value.to
      protocol    = "tcp"
      cidr_blocks = local.controllers
    }
  }

  egress {
    description = "Internet"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# The thin clients in the branch office. Opens the streaming ports to the gateways, so its role shows by itself.
resource "aws_security_group" "thin_clients" {
  name   = "${var.environment}-thin-clients"
  vpc_id = var.vpc_id
}

resource "aws_vpc_security_group_egress_rule" "pcoip" {
  for_each          = toset(["18.156.52.0/24", "18.156.54.0/23", "52.59.127.0/24"])
  security_group_id = aws_security_group.thin_clients.id
  ip_protocol       = "-1"
  cidr_ipv4         = each.value
}

resource "aws_vpc_security_group_egress_rule" "wsp" {
  security_group_id = aws_security_group.thin_clients.id
  ip_protocol       = "tcp"
  from_port         = 4195
  to_port           = 4195
  cidr_ipv4         = "18.192.216.0/22"
}

resource "aws_vpc_security_group_egress_rule" "https" {
  security_group_id = aws_security_group.thin_clients.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = var.aws_prefix_list
}
