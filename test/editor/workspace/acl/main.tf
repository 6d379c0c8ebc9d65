# workspaces-netlint: role=client-network region=us-west-2 protocols=wsp
resource "aws_network_acl" "branch" {
  egress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 4195
    to_port    = 4195
    cidr_block = "34.217.248.177/32"
  }
}
