#? --role client-network --region us-west-2 --protocols wsp
#= proxy: {client: https}
resource "aws_security_group" "clients" {
  name = "clients"
  egress = [
    {
      description      = "DCV"
      from_port        = 4195
      to_port          = 4195
      protocol         = "tcp"
      cidr_blocks      = ["34.223.96.0/22"]
      ipv6_cidr_blocks = []
      prefix_list_ids  = []
      security_groups  = []
      self             = false
    }
  ]
}
