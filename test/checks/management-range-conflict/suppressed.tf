#? --region sa-east-1 --protocols pcoip
# workspaces-netlint: role=vpc disable=management-range-conflict reason="registered before the route was made"
resource "aws_vpc" "desktops" {
  cidr_block = "198.19.0.0/24"
}

# workspaces-netlint: role=vpc disable=management-range-conflict reason="nothing to hide"
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unused-suppression
resource "aws_vpc" "free" {
  cidr_block = "10.0.0.0/24"
}
