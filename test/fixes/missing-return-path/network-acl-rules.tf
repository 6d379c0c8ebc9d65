#? --role client-network --region us-west-2 --protocols wsp
#= proxy: {client: https}
resource "aws_network_acl" "clients" {
  vpc_id = var.vpc_id
}

resource "aws_network_acl_rule" "out" {
  network_acl_id = aws_network_acl.clients.id
  rule_number    = 100
  egress         = true
  protocol       = "-1"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
}
