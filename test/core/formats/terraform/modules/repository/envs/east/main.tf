# A caller in two Regions: the second one is given the gateways of the first.
provider "aws" {
  region = "us-east-1"
}
provider "aws" {
  alias  = "ireland"
  region = "eu-west-1"
}

module "edge" {
  source   = "../../modules/edge"
  gateways = ["3.209.215.252/32"]
}

module "edge_ireland" {
  source    = "../../modules/edge"
  providers = { aws = aws.ireland }
  gateways  = ["52.19.124.0/23", "52.19.124.0/33"]
  #                              ^^^^^^^^^^^^^^^^ invalid-cidr
}

module "gone" {
  source = "../../modules/gone"
}

module "far" {
  source = "../../../far"
  #        ^^^^^^^^^^^^^^ limit-exceeded
}
