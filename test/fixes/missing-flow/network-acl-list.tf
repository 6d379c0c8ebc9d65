#? --role client-network --region us-west-2 --protocols wsp
#= proxy: {client: https}
resource "aws_network_acl" "clients" {
  egress = [{
    protocol   = "tcp"
    rule_no    = 100
    action     = "allow"
    cidr_block = "34.223.96.0/22"
    from_port  = 4195
    to_port    = 4195
    },
    {
      protocol   = "udp"
      rule_no    = 110
      action     = "deny"
      cidr_block = "0.0.0.0/0"
      from_port  = 4195
      to_port    = 4195
  }]

  ingress {
    protocol   = "tcp"
    rule_no    = 100
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 1024
    to_port    = 65535
  }
}
