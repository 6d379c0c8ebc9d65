#? --role workspace --region us-west-2
#= internetAccess: true
#= directoryControllers: [10.20.1.10/32]
#= ephemeralPorts: 49152-65535
resource "aws_network_acl" "workspaces" {
  vpc_id = var.vpc_id

  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 49152
    to_port    = 65535
    cidr_block = "10.0.0.0/8"
  }

  ingress {
    rule_no    = 110
    action     = "allow"
    protocol   = "udp"
    from_port  = 49152
    to_port    = 65535
    cidr_block = "10.20.0.0/16"
  }

  egress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"
  }
}
