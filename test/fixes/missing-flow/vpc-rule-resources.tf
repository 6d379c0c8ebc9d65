#? --role workspace --region us-west-2
#= internetAccess: false
#= directoryControllers: [10.20.1.10/32, 10.20.2.10/32]
resource "aws_security_group" "this" {
  name = "workspaces"
}

resource "aws_vpc_security_group_ingress_rule" "rdp" {
  security_group_id = aws_security_group.this.id
  cidr_ipv4         = "10.0.0.0/8"
  from_port         = 3389
  ip_protocol       = "tcp"
  to_port           = 3389
}
