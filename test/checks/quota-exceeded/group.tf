#? --role client-network --region us-west-2 --protocols wsp
#= proxy: {client: https}
#= quotas: {securityGroupRules: 4, networkAclEntries: 4}
resource "aws_security_group" "clients" {
#< ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ quota-exceeded
  name   = "clients"
  vpc_id = var.vpc_id

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }

  egress {
    from_port       = -1
    to_port         = -1
    protocol        = "icmp"
    self            = true
    security_groups = [aws_security_group.other.id]
    prefix_list_ids = [aws_ec2_managed_prefix_list.offices.id]
  }

  ingress {
    from_port       = 443
    to_port         = 443
    protocol        = "tcp"
    cidr_blocks     = ["10.0.0.0/16", "10.1.0.0/16", "10.2.0.0/16"]
    prefix_list_ids = ["pl-0123456789abcdef0"]
  }

  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = var.admins
  }
}

resource "aws_ec2_managed_prefix_list" "offices" {
  name           = "offices"
  address_family = "IPv4"
  max_entries    = 2

  entry {
    cidr = "192.0.2.0/24"
  }
}
