variable "create_group" {
  default = true
}

variable "group_id" {
  type    = string
  default = null
}

variable "other" {
  type = bool
}

resource "aws_security_group" "ws" {
  count = var.create_group ? 1 : 0
}

locals {
  group_id = var.create_group ? aws_security_group.ws[0].id : var.group_id
  groups   = { main = local.group_id }
}

resource "aws_workspaces_directory" "conditional" {
  directory_id = "d-1234567890"
  workspace_creation_properties {
    custom_security_group_id = var.create_group ? aws_security_group.ws[0].id : var.group_id
  }
}

resource "aws_workspaces_directory" "local" {
  directory_id = "d-1234567891"
  workspace_creation_properties {
    custom_security_group_id = local.groups["main"]
  }
}

resource "aws_workspaces_directory" "joined" {
  directory_id = "d-1234567892"
  workspace_creation_properties {
    custom_security_group_id = join("", aws_security_group.ws.*.id)
  }
}

resource "aws_workspaces_directory" "first" {
  directory_id = "d-1234567893"
  workspace_creation_properties {
    custom_security_group_id = element(concat(aws_security_group.ws.*.id, [""]), 0)
  }
}

resource "aws_workspaces_directory" "coalesced" {
  directory_id = "d-1234567894"
  workspace_creation_properties {
    custom_security_group_id = coalesce(var.group_id, aws_security_group.ws[0].id)
  }
}

resource "aws_workspaces_directory" "undecided" {
  directory_id = "d-1234567895"
  workspace_creation_properties {
    custom_security_group_id = var.other ? aws_security_group.ws[0].id : "sg-0abc"
  }
}
