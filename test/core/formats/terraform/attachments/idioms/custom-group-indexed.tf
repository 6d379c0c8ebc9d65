# Whether the group is made is decided elsewhere; where it is, it is this one.
variable "create_group" {
  type = bool
}

resource "aws_security_group" "ws" {
  count = var.create_group ? 1 : 0
}

resource "aws_workspaces_directory" "index" {
  directory_id = "d-1234567890"
  workspace_creation_properties {
    custom_security_group_id = aws_security_group.ws[0].id
  }
}

resource "aws_workspaces_directory" "try" {
  directory_id = "d-1234567891"
  workspace_creation_properties {
    custom_security_group_id = try(aws_security_group.ws[0].id, null)
  }
}

resource "aws_workspaces_directory" "one" {
  directory_id = "d-1234567892"
  workspace_creation_properties {
    custom_security_group_id = one(aws_security_group.ws[*].id)
  }
}

resource "aws_workspaces_directory" "joined" {
  directory_id = "d-1234567893"
  workspace_creation_properties {
    custom_security_group_id = join("", aws_security_group.ws[*].id)
  }
}

resource "aws_workspaces_directory" "first" {
  directory_id = "d-1234567894"
  workspace_creation_properties {
    custom_security_group_id = element(concat(aws_security_group.ws.*.id, [""]), 0)
  }
}

resource "aws_workspaces_directory" "chosen" {
  directory_id = "d-1234567895"
  workspace_creation_properties {
    custom_security_group_id = var.create_group ? aws_security_group.ws[0].id : null
  }
}
