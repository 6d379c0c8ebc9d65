#? --role vpc --region us-west-2
#= licensing: byol
resource "aws_vpc" "desktops" {
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undetermined-flow vpc.management-ranges
  cidr_block = "172.31.0.0/16"
}

resource "aws_vpc" "amazon_range" {
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ management-range-conflict vpc.management-ranges
  cidr_block = "54.239.224.0/20"
}
