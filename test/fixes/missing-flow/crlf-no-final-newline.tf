#? --role client-network --region us-west-2 --protocols wsp
#= proxy: {client: https}
resource "aws_security_group" "clients" {
	name = "clients"

	egress {
		from_port   = 443
		to_port     = 443
		protocol    = "tcp"
		cidr_blocks = ["10.0.0.0/8"]
	}
}

resource "aws_security_group_rule" "x" {
	type              = "ingress"
	from_port         = 443
	to_port           = 443
	protocol          = "tcp"
	cidr_blocks       = ["10.0.0.0/8"]
	security_group_id = aws_security_group.clients.id
}