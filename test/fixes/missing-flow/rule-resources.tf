#? --role client-network --region us-west-2 --protocols wsp
#= proxy: {client: https}
resource "aws_security_group" "clients" {
  name = "clients"
}

resource "aws_security_group_rule" "clients_web" {
  type              = "egress"
  description       = "Web"
  from_port         = 443
  to_port           = 443
  protocol          = "tcp"
  cidr_blocks       = ["10.0.0.0/8"]
  security_group_id = aws_security_group.clients.id
}

resource "aws_security_group_rule" "clients_gateways" {
  type              = "egress"
  description       = "Half of the gateways"
  from_port         = 4195
  to_port           = 4195
  protocol          = "tcp"
  cidr_blocks       = ["34.223.96.0/23"]
  security_group_id = aws_security_group.clients.id
}

resource "aws_s3_bucket" "other" {
  bucket = "other"
}
