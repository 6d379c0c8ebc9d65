#= regions: [us-west-2]
#= policies:
#=   - match: aws_vpc.desktops
#=     role: vpc
#=   - match: aws_vpc.gone
#=     role: vpc
#! unused-policy-entry
resource "aws_vpc" "desktops" {
  cidr_block = "10.20.0.0/16"
}
