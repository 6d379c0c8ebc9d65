#? --role client-network --region us-west-2 --protocols wsp
#= proxy: {client: https}
resource "aws_security_group" "clients" {
  name = "clients"

  egress {
    from_port = 4195
    to_port   = 4195
    protocol  = "tcp"
    cidr_blocks = [
      "34.223.96.0/23", # the first half
    ]
  }

  egress {
    from_port   = 4195
    to_port     = 4195
    protocol    = "udp"
    cidr_blocks = ["34.223.96.0/22", "34.217.248.177/32"]
  }
}
