#? --role client-network --region us-west-2 --protocols wsp
#= proxy: {client: https}
variable "enabled" {
  type = bool
}

resource "aws_security_group" "clients" {
  count = var.enabled ? 1 : 0
  name  = "clients"
}

resource "aws_security_group_rule" "web" {
  count             = var.enabled ? 1 : 0
  type              = "egress"
  from_port         = 443
  to_port           = 443
  protocol          = "tcp"
  cidr_blocks       = ["10.0.0.0/8"]
  security_group_id = aws_security_group.clients[0].id
}
