# A part of 10.0.0.0/8 leaves the rest of it; all of it is taken by networks that cover it together.
#? --role vpc --region eu-central-1 --protocols wsp
resource "aws_vpc" "partly" {
  cidr_block = "198.19.0.0/16"
}

resource "aws_route_table" "partly" {
  vpc_id = aws_vpc.partly.id

  route {
    cidr_block         = "10.0.0.0/9"
    transit_gateway_id = "tgw-1"
  }
}

resource "aws_vpc" "wholly" {
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^ management-range-conflict vpc.management-ranges
  cidr_block = "198.19.0.0/16"
}

resource "aws_route_table" "wholly" {
  vpc_id = aws_vpc.wholly.id

  route {
    cidr_block         = "10.0.0.0/9"
    transit_gateway_id = "tgw-1"
  }
  route {
    cidr_block         = "10.128.0.0/9"
    transit_gateway_id = "tgw-1"
  }
}
