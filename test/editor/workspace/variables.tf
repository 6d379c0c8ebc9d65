variable "web_port" {
  default = 443
}
