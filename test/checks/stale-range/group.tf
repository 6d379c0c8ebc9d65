#? --role workspace --region us-west-2
#= {protocols: [wsp], internetAccess: false}
resource "aws_security_group" "desktops" {
  name   = "desktops"
  vpc_id = var.vpc_id

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1"]
  }
}

resource "aws_security_group_rule" "aws" {
  type              = "egress"
  from_port         = 443
  to_port           = 443
  protocol          = "tcp"
  cidr_blocks       = ["3.2.40.0/25", "161.188.134.0/23", "18.34.240.0/22"]
#                      ^^^^^^^^^^^^^ stale-range
  security_group_id = aws_security_group.desktops.id
}
