#? --role client-network --region us-west-2 --protocols wsp
#= proxy: {client: https}
resource "aws_security_group" "clients" {
  name   = "clients"
  vpc_id = var.vpc_id

  egress {
    description = "DCV gateways" # TCP only
    from_port   = 4195
    to_port     = 4195
    protocol    = "tcp"
    cidr_blocks = ["34.223.96.0/22"]
  }

  tags = {
    Name = "clients"
  }
}
