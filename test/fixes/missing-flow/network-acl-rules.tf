#? --role client-network --region us-west-2 --protocols wsp
#= proxy: {client: https}
resource "aws_network_acl" "clients" {
  vpc_id = var.vpc_id
}

resource "aws_network_acl_rule" "out_web" {
  network_acl_id = aws_network_acl.clients.id
  rule_number    = 100
  egress         = true
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
  from_port      = 443
  to_port        = 443
}

resource "aws_network_acl_rule" "in_answers" {
  network_acl_id = aws_network_acl.clients.id
  rule_number    = 100
  egress         = false
  protocol       = "-1"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
}
