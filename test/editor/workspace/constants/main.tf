# workspaces-netlint: role=client-network region=us-west-2 protocols=wsp
resource "aws_security_group" "branch" {
  name = "branch"

  egress {
    description = "Sign-in"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  egress {
    description = "Sign-in, faster"
    from_port   = 443
    to_port     = 443
    protocol    = "udp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  egress {
    description = "Streaming"
    from_port   = 4195
    to_port     = 4195
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
