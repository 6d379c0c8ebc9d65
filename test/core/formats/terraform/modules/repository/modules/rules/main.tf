variable "group_id" {}
variable "gateways" {}

resource "aws_security_group_rule" "streaming" {
  for_each          = toset(["tcp", "udp"])
  type              = "egress"
  security_group_id = var.group_id
  protocol          = each.key
  from_port         = 4195
  to_port           = 4195
  cidr_blocks       = var.gateways
}

resource "aws_security_group_rule" "names" {
  for_each          = toset(["tcp", "udp"])
  type              = "egress"
  security_group_id = var.group_id
  protocol          = each.key
  from_port         = 53
  to_port           = 53
  cidr_blocks       = ["0.0.0.0/0"]
}
