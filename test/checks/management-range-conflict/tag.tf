#? --protocols pcoip
resource "aws_vpc" "tagged" {
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^ management-range-conflict vpc.management-ranges
  cidr_block = "192.168.0.0/20"

  tags = {
    "workspaces-netlint:role"   = "vpc"
    "workspaces-netlint:region" = "ap-south-1"
  }
}

resource "aws_vpc" "roleless" {
  cidr_block = "192.168.16.0/20"
}
