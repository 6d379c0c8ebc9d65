#? --role workspace --region us-west-2
#= internetAccess: false
#= ephemeralPorts: 49152-65535
#= directoryControllers: [10.20.1.10/32]
variable "entries" {
  default = [
    { number = 100, egress = true, protocol = "-1", from = 0, to = 0, cidr = "0.0.0.0/0" },
    { number = 110, egress = false, protocol = "tcp", from = 49152, to = 65535, cidr = "0.0.0.0/0" },
  ]
}

resource "aws_network_acl" "clients" {
  vpc_id = var.vpc
}

resource "aws_network_acl_rule" "all" {
  for_each = { for entry in var.entries : "${entry.egress}-${entry.number}" => entry }

  network_acl_id = aws_network_acl.clients.id
  rule_number    = each.value.number
  rule_action    = "allow"
  egress         = each.value.egress
  protocol       = each.value.protocol
  from_port      = each.value.from
  to_port        = each.value.to
  cidr_block     = each.value.cidr
}
