#? --role client-network --region us-west-2 --protocols wsp
#= proxy: {client: https}
resource "aws_security_group" "clients" {
  name = "clients"

  lifecycle {
    create_before_destroy = true
  }
}
