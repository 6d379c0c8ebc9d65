#? --role vpc --region us-east-1
resource "aws_vpc" "desktops" {
  cidr_block = "172.31.0.0/16"
}

resource "aws_vpc_ipv4_cidr_block_association" "more" {
  vpc_id     = aws_vpc.desktops.id
  cidr_block = "198.19.0.0/28"
}
