#= internetAccess: false
resource "aws_security_group" "desktops" {
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undetermined-flow directory.dns directory.kerberos directory.ntp directory.rpc directory.netlogon.udp directory.netlogon.tcp directory.ldap directory.smb directory.rpc-dynamic directory.ldaps directory.global-catalog
  vpc_id = "vpc-1"

  ingress {
# ^^^^^^^ misplaced-streaming-rule
    from_port   = 4172
    to_port     = 4172
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  ingress {
# ^^^^^^^ misplaced-streaming-rule
    from_port   = 4195
    to_port     = 4195
    protocol    = "udp"
    cidr_blocks = ["10.0.0.0/8"]
  }

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}

resource "aws_workspaces_directory" "main" {
  directory_id = "d-1234567890"

  workspace_creation_properties {
    custom_security_group_id = aws_security_group.desktops.id
  }
}
