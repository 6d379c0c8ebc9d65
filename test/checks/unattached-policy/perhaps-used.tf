variable "group_id" {
  type = string
}

resource "aws_security_group" "workspaces" {
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ role-hint
  vpc_id = "vpc-1"
}

resource "aws_workspaces_directory" "main" {
  directory_id = "d-1234567890"

  workspace_creation_properties {
    custom_security_group_id = var.group_id
  }
}
