#? --role client-network --region us-west-2 --protocols wsp
#= proxy: {client: https}
locals {
  // What clients may reach.
  rules = {
    web   = { port = 443, protocol = "tcp", cidr = "10.0.0.0/8" } # the intranet
    proxy = { port = 3128, protocol = "tcp", cidr = "10.0.0.0/8" }
  }
}

resource "aws_security_group" "clients" {
  name = "clients"
}

resource "aws_vpc_security_group_egress_rule" "rules" {
  for_each          = { for name, rule in local.rules : name => rule }
  security_group_id = aws_security_group.clients.id
  description       = "Clients: ${each.key}"
  from_port         = each.value.port
  to_port           = each.value.port
  ip_protocol       = each.value.protocol
  cidr_ipv4         = each.value.cidr
}
