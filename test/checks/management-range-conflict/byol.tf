#? --role vpc --region us-west-2
#= licensing: byol
#= byolManagementCidr: 10.200.0.0/16
#= protocols: [wsp]
resource "aws_vpc" "fits" {
  cidr_block = "172.31.0.0/16"
}

resource "aws_vpc" "amazon_range" {
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ management-range-conflict vpc.management-ranges
  cidr_block = "54.239.230.0/24"
}

resource "aws_vpc" "chosen_range" {
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ management-range-conflict vpc.management-ranges
  cidr_block = "10.200.64.0/20"
}
