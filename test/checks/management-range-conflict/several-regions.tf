#? --role vpc --region ap-south-1 --region us-east-1 --region ap-northeast-2 --protocols pcoip
resource "aws_vpc" "desktops" {
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ management-range-conflict vpc.management-ranges
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ management-range-conflict vpc.management-ranges
  cidr_block = "192.168.0.0/20"
}

resource "aws_vpc_ipv4_cidr_block_association" "more" {
  vpc_id     = aws_vpc.desktops.id
  cidr_block = "198.19.0.0/20"
}
