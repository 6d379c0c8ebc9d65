#? --role client-network --region us-west-2 --protocols wsp
#= proxy: {client: https}
resource "aws_security_group" "clients" {
  name   = "clients"
  vpc_id = var.vpc_id

  egress {
# ^^^^^^ broad-streaming-rule
    from_port        = 4195
    to_port          = 4195
    protocol         = "tcp"
    cidr_blocks      = ["0.0.0.0/0"]
    ipv6_cidr_blocks = ["::/0"]
  }

  egress {
    from_port   = 4195
    to_port     = 4195
    protocol    = "udp"
    cidr_blocks = ["34.223.96.0/22", "34.217.248.177/32", "52.34.160.80/32", "54.68.150.54/32", "54.185.4.125/32", "54.188.171.18/32", "54.244.158.140/32"]
  }

  ingress {
    from_port   = 4195
    to_port     = 4195
    protocol    = "udp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
