locals {
  directories = {
    sales = { id = "d-1234567890", group = "staff" }
    guest = { id = "d-1234567891", group = "guests" }
    plain = { id = "d-1234567892" }
  }
}

resource "aws_security_group" "ws" {
  for_each = toset(["staff", "guests"])
}

resource "aws_workspaces_directory" "each" {
  for_each     = local.directories
  directory_id = each.value.id
  workspace_creation_properties {
    custom_security_group_id = lookup(each.value, "group", null) == null ? null : aws_security_group.ws[each.value.group].id
  }
}

resource "aws_workspaces_directory" "looked_up" {
  for_each     = { a = { group_id = aws_security_group.ws["staff"].id }, b = {} }
  directory_id = "d-${each.key}"
  workspace_creation_properties {
    custom_security_group_id = lookup(each.value, "group_id", null)
  }
}
