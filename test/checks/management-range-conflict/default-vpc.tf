# The default VPC has 172.31.0.0/16 in every Region.
#? --role vpc --region us-west-2 --protocols pcoip
resource "aws_default_vpc" "free" {
}

resource "aws_default_vpc" "more" {
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ management-range-conflict vpc.management-ranges
}

resource "aws_vpc_ipv4_cidr_block_association" "one" {
  vpc_id     = aws_default_vpc.more.id
  cidr_block = "192.168.0.0/24"
}

resource "aws_vpc_ipv4_cidr_block_association" "two" {
  vpc_id     = aws_default_vpc.more.id
  cidr_block = "198.19.0.0/24"
}
