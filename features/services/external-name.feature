@model:stateful
Feature: ExternalName: an alias in DNS, and nothing else
  Such a Service has no address, no endpoints and no ports that matter: DNS answers with another name. What policy then
  judges is the address of that other name.
  Source: kubernetes.io, Services, "ExternalName".

  Background:
    Given the namespaces:
      | namespace |
      | shop      |
      | data      |
    And the namespace shop
    And the pods:
      | pod           | ports | ip         |
      | shop/backend  |       | 10.244.1.7 |
      | data/postgres | 5432  | 10.244.2.9 |
    And the external endpoints:
      | name           | addresses    |
      | db.example.com | 198.51.100.5 |
    And kube-dns

  Rule: To a name outside

    Background:
      Given the services:
        | service       | external name  |
        | shop/database | db.example.com |

    Scenario: The name leads outside
      Then backend resolves database to db.example.com
      And backend → postgres://database succeeds

    Scenario Outline: Egress to <peer>: <why>
      Given deny-all egress in namespace shop
      And backend allows egress to pods labelled k8s-app=kube-dns in namespace kube-system on port 53/UDP
      And backend allows egress to <peer> on port 5432
      Then backend → postgres://database <verdict>

      Examples:
        | peer            | verdict                 | why                                                |
        | namespace data  | fails at backend egress | the alias says nothing about pods                  |
        | 10.96.0.0/12    | fails at backend egress | there is no address of a Service                   |
        | 198.51.100.5/32 | succeeds                | the address of db.example.com, as long as it lasts |
        | the Internet    | succeeds                | whatever the address becomes                       |

    Scenario: Where DNS may not be asked, there is no alias either
      Given deny-all egress in namespace shop
      And backend allows egress to 198.51.100.5/32 on port 5432
      Then backend → postgres://database fails at backend egress to DNS
      But backend → 198.51.100.5:5432 succeeds

    Scenario: The cluster's DNS may not ask on: the alias is found and its target is not
      Given deny-all egress in namespace kube-system
      Then backend → postgres://database fails at kube-system/coredns egress to DNS

  Rule: To a Service of another namespace

    Background:
      Given the services:
        | service       | ports | external name                   |
        | shop/database |       | postgres.data.svc.cluster.local |
        | data/postgres | 5432  |                                 |

    Scenario: The alias leads to the other Service, and policy sees its pods
      Given deny-all egress in namespace shop
      And backend allows egress to pods labelled k8s-app=kube-dns in namespace kube-system on port 53/UDP
      And backend allows egress to pods labelled app=postgres in namespace data on port 5432
      Then backend → postgres://database succeeds

    Scenario: A rule for pods of the alias' own namespace does not fit
      Given deny-all egress in namespace shop
      And backend allows egress to pods labelled k8s-app=kube-dns in namespace kube-system on port 53/UDP
      And backend allows egress to pods labelled app=postgres on port 5432
      Then backend → postgres://database fails at backend egress

  Rule: To a name that nobody has

    Scenario: NXDOMAIN at once
      Given the services:
        | service       | external name      |
        | shop/database | gone.shop.internal |
      Then backend → postgres://database cannot resolve
      And curl exits with 6 for backend → http://database
