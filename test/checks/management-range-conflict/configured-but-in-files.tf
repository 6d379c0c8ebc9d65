#= regions: [eu-central-1]
#= protocols: [pcoip]
#= vpcCidrs: [198.19.0.0/20]

# workspaces-netlint: role=vpc
resource "aws_vpc" "desktops" {
  cidr_block = "10.20.0.0/16"
}
