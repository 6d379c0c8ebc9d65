variable "group_id" {
  type = string
}

variable "properties" {
  type = any
}

data "aws_security_group" "found" {
  name = "workspaces"
}

data "terraform_remote_state" "net" {
  backend = "local"
}

resource "aws_workspaces_directory" "literal" {
  directory_id = "d-1234567890"
  subnet_ids   = ["subnet-1", "subnet-2"]
  workspace_creation_properties {
    custom_security_group_id = "sg-0abc"
  }
}

resource "aws_workspaces_directory" "variable" {
  directory_id = "d-1234567891"
  subnet_ids   = data.terraform_remote_state.net.outputs.subnets
  workspace_creation_properties {
    custom_security_group_id = var.group_id
  }
}

resource "aws_workspaces_directory" "data" {
  directory_id = "d-1234567892"
  workspace_creation_properties {
    custom_security_group_id = data.aws_security_group.found.id
  }
}

resource "aws_workspaces_directory" "state" {
  directory_id = "d-1234567893"
  workspace_creation_properties {
    custom_security_group_id = data.terraform_remote_state.net.outputs.group_id
  }
}

resource "aws_workspaces_directory" "dynamic" {
  directory_id = "d-1234567894"
  dynamic "workspace_creation_properties" {
    for_each = var.properties
    content {
      custom_security_group_id = workspace_creation_properties.value.group_id
    }
  }
}

resource "aws_workspaces_directory" "none" {
  directory_id = "d-1234567895"
  workspace_creation_properties {
    custom_security_group_id = ""
  }
}
