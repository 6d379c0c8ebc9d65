#= policies: [{match: "*.controllers", role: directory}, {match: "*.workspaces", role: workspace}]
#= internetAccess: false
resource "aws_security_group" "controllers" {
  name = "controllers"

  ingress {
    from_port       = 53
    to_port         = 53
    protocol        = "tcp"
    security_groups = [aws_security_group.workspaces.id]
  }
}

resource "aws_security_group" "workspaces" {
  name = "workspaces"
}
