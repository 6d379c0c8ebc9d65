data "aws_workspaces_bundle" "standard" {
  owner = "AMAZON"
  name  = "Standard with Windows 10 (Server 2022 based) (WSP)"
}

data "aws_workspaces_bundle" "own" {
  bundle_id = "wsb-own123456"
}

resource "aws_directory_service_directory" "ad" {
  name = "corp.example.com"
}

resource "aws_workspaces_directory" "main" {
  directory_id = aws_directory_service_directory.ad.id
}

resource "aws_workspaces_workspace" "by_registration" {
  directory_id = aws_workspaces_directory.main.id
  bundle_id    = data.aws_workspaces_bundle.standard.id
  user_name    = "ann"
  workspace_properties {
    running_mode = "AUTO_STOP"
    protocols    = ["WSP"]
  }
}

resource "aws_workspaces_workspace" "by_service" {
  for_each     = toset(["bob", "eve"])
  directory_id = aws_directory_service_directory.ad.id
  bundle_id    = data.aws_workspaces_bundle.own.id
  user_name    = each.value
}

resource "aws_workspaces_workspace" "by_id" {
  directory_id = "d-1234567890"
  bundle_id    = "wsb-bh8rsxt14"
  user_name    = "joe"
}
