#? --role vpc --region eu-central-1 --protocols pcoip
resource "aws_vpc" "desktops" {
  cidr_block = "10.20.0.0/16"
}

resource "aws_route_table" "main" {
  vpc_id = aws_vpc.desktops.id

  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = "nat-1"
  }
  route {
    cidr_block = "198.19.0.0/16"
    gateway_id = "local"
  }
}

resource "aws_route" "unrelated" {
  route_table_id            = "rtb-12345678"
  destination_cidr_block    = "198.19.0.0/16"
  vpc_peering_connection_id = "pcx-1"
}
