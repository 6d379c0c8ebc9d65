variable "gateways" {
  type = list(string)
}
variable "names" {
  type    = set(string)
  default = ["office"]
}

module "group" {
  source   = "../group"
  for_each = var.names
  name     = each.key
}

module "rules" {
  source   = "../rules"
  for_each = module.group
  group_id = each.value.id
  gateways = concat(var.gateways, [])
}

output "groups" {
  value = { for name, group in module.group : name => group.id }
}
