#? --role client-network --region us-west-2 --protocols wsp
resource "aws_route53_resolver_firewall_domain_list" "ws" {
  name    = "ws"
  domains = ["*.amazonaws.com", "*.amazon.com", "*.cloudfront.net"]
}
resource "aws_route53_resolver_firewall_domain_list" "all" {
  name    = "all"
  domains = ["*"]
}
resource "aws_route53_resolver_firewall_rule_group" "g" { name = "g" }
resource "aws_route53_resolver_firewall_rule" "allow" {
  name = "allow"
  action = "ALLOW"
  firewall_domain_list_id = aws_route53_resolver_firewall_domain_list.ws.id
  firewall_rule_group_id = aws_route53_resolver_firewall_rule_group.g.id
  priority = 100
}
resource "aws_route53_resolver_firewall_rule" "block" {
  name = "block"
  action = "BLOCK"
  block_response = "NODATA"
  firewall_domain_list_id = aws_route53_resolver_firewall_domain_list.all.id
  firewall_rule_group_id = aws_route53_resolver_firewall_rule_group.g.id
  priority = 200
}
