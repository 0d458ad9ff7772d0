Feature: A pod asks for its own site by the public name
  The name leads to the load balancer's address, and kube-proxy leads that straight to the proxy's pods: policy sees them, and
  never the Internet. Egress to the Internet is allowed, and still the request hangs.
  Sources: pkg/proxy/iptables/proxier.go, chain KUBE-EXT.

  Background:
    Given the stateful model
    And the namespace shop
    And the pods:
      | pod                      | labels                                                                       | ports   |
      | web                      |                                                                              | 8080    |
      | ingress-nginx/controller | app.kubernetes.io/name=ingress-nginx, app.kubernetes.io/component=controller | 80, 443 |
    And kube-dns
    And the services:
      | service                  | ports     | type         | external ip   | selector                               |
      | web                      | 80 → 8080 |              |               |                                        |
      | ingress-nginx/controller | 80, 443   | LoadBalancer | 198.51.100.10 | app.kubernetes.io/component=controller |
    And the external endpoints:
      | name             | addresses     |
      | shop.example.com | 198.51.100.10 |

  Scenario: By address
    When deny-all ingress in namespace ingress-nginx
    Then web → 198.51.100.10:443 fails at ingress-nginx/controller ingress

  Scenario: By its name
    When deny-all ingress in namespace ingress-nginx
    Then web → https://shop.example.com fails at ingress-nginx/controller ingress

  Scenario: By the external endpoint that has the address
    When deny-all ingress in namespace ingress-nginx
    Then web → shop.example.com:443 fails at ingress-nginx/controller ingress

  Scenario: Egress to the Internet is not enough, and to the controller's pods it is
    When deny-all egress
    And web allows egress to the Internet on port 443
    And web allows egress to pods labelled k8s-app=kube-dns in namespace kube-system
    Then web → https://shop.example.com fails at web egress
    When web allows egress to namespace ingress-nginx on port 443
    Then web → https://shop.example.com succeeds
