#? --role vpc --region ap-northeast-1
variable "cidr" {
  type = string
}

resource "aws_vpc" "ipam" {
#<^^^^^^^^^^^^^^^^^^^^^^^^^ undetermined-flow vpc.management-ranges
  ipv4_ipam_pool_id   = "ipam-pool-1"
  ipv4_netmask_length = 20
}

resource "aws_vpc" "variable" {
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undetermined-flow vpc.management-ranges
  cidr_block = var.cidr
}

# What is known is enough.
# workspaces-netlint: protocols=pcoip
resource "aws_vpc" "conflict" {
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ management-range-conflict vpc.management-ranges
  cidr_block = "198.19.0.0/24"
}

resource "aws_vpc_ipv4_cidr_block_association" "more" {
  vpc_id     = aws_vpc.conflict.id
  cidr_block = var.cidr
}
