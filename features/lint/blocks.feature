Feature: Blocks of addresses that are not what they seem
  ipBlock is for addresses outside the cluster. Addresses of Services are rewritten before policy looks, and those of pods
  do not last.

  Background:
    Given the stateful model
    And the pods:
      | pod | ports | ip          |
      | web | 8080  | 10.244.0.5  |
      | api | 8080  | 10.244.0.6  |
    And the services:
      | service | ports     | cluster ip |
      | api     | 80 → 8080 | 10.96.0.40 |

  Scenario: The address of a Service
    Given web allows egress to 10.96.0.40/32 on port 80
    Then lint finds block-covers-service in policy allow-web-egress-to-10.96.0.40-32-on-80
    And web → service/api:80 fails at web egress

  Scenario: All of a private network, with pods and Services in it
    Given web allows egress to 10.0.0.0/8
    Then lint finds no block-covers-service

  Scenario: The address of a pod
    Given web allows ingress from 10.244.0.6/32
    Then lint finds block-covers-pod

  Scenario: Pods are left out, or all addresses meant
    Given web allows egress to 10.0.0.0/8 except 10.244.0.0/16
    And api allows egress to 0.0.0.0/0
    Then lint finds no block-covers-pod

  Scenario: An except outside its block, or equal to it, does not get as far
    Then the API server rejects spec.ingress[0].from[0].ipBlock.except[0] as invalid:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: outside }
      spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [11.0.0.0/8] } }] }] }
      """
    And the API server rejects spec.ingress[0].from[0].ipBlock.except[0] as invalid:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: equal }
      spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.0.0.0/8] } }] }] }
      """

  Scenario Outline: Excepts that the API server takes: <excepts>
    Given web allows ingress from 172.16.0.0/12 except <excepts>
    Then lint finds <finding>

    Examples: Nothing is left, or nothing more is taken out
      | excepts                      | finding        |
      | 172.16.0.0/13, 172.24.0.0/13 | except-equal   |
      | 172.16.0.0/16, 172.16.4.0/24 | except-outside |

  Scenario: Excepts side by side
    Given web allows ingress from 172.16.0.0/12 except 172.16.0.0/16, 172.20.0.0/16
    Then lint finds no except-outside
    And lint finds no except-equal
