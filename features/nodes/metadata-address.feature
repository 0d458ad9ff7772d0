@model:stateful
Feature: The metadata address of the cloud
  At 169.254.169.254 a cloud hands out the credentials of the machine, and a pod that may reach it may be the machine.
  The task of the examinations: pods of namespace metadata-access reach everything but that address, and only those
  labelled role=metadata-accessor reach it too. Policies add up, so what one leaves out another may give.
  Sources: NetworkPolicyPeer.ipBlock.except; AWS, "Instance metadata service"; Google Cloud, "About VM metadata".

  Background:
    Given the namespace metadata-access
    And the pods:
      | pod    | labels                 | ports | ip         |
      | app    |                        | 8080  | 10.244.1.5 |
      | kept   |                        | 8080  | 10.244.1.6 |
      | backup | role=metadata-accessor |       | 10.244.1.7 |
    And the external endpoints:
      | name     | addresses       |
      | metadata | 169.254.169.254 |
      | GitHub   | 140.82.121.4    |

  Scenario: Without policy every pod reaches it
    Then app → metadata:80 succeeds

  Scenario: Everything but that address
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: metadata-server
        namespace: metadata-access
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
          - to:
              - ipBlock:
                  cidr: 0.0.0.0/0
                  except: [169.254.169.254/32]
      """
    Then app → metadata:80 fails at app egress
    And app → metadata:80 is blocked by metadata-server
    But app → GitHub:443 succeeds
    And app → kept:8080 succeeds

  Scenario: And the accessors reach it
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: metadata-server
        namespace: metadata-access
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
          - to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.169.254/32] } }]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: metadata-accessors
        namespace: metadata-access
      spec:
        podSelector: { matchLabels: { role: metadata-accessor } }
        policyTypes: [Egress]
        egress:
          - to: [{ ipBlock: { cidr: 169.254.169.254/32 } }]
      """
    Then backup → metadata:80 is allowed by metadata-accessors
    And backup → GitHub:443 is allowed by metadata-server
    But app → metadata:80 fails at app egress

  Scenario: An exception takes nothing away from the rule beside it
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: metadata-server
        namespace: metadata-access
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
          - to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.169.254/32] } }]
          - ports: [{ port: 80 }]
      """
    Then app → metadata:80 succeeds

  Scenario: Everything but that address is not everything where blocks never match pods
    Cilium knows pods by their labels alone: such a rule leaves no pod in reach, those of kube-dns neither.

    Given kube-dns
    When every pod allows egress to 0.0.0.0/0 except 169.254.169.254/32
    Then app resolves kubernetes.default
    And app → kept:8080 depends on the CNI:
      | CNI                | verdict             |
      | Cilium             | fails at app egress |
      | Cilium before 1.16 | fails at app egress |
      | GKE Dataplane V2   | fails at app egress |
      | any other          | succeeds            |

  @cni:Cilium
  Scenario: With Cilium names and pods need rules of their own beside it
    Given kube-dns
    When every pod allows egress to 0.0.0.0/0 except 169.254.169.254/32
    Then app → GitHub:443 succeeds
    But app cannot resolve kubernetes.default
    When every pod allows egress to pods labelled k8s-app=kube-dns in namespace kube-system
    Then app resolves kubernetes.default
    But app → metadata:80 fails at app egress

  Scenario: The address is not the Internet, so a rule for the Internet does not reach it
    When app allows egress to the Internet
    Then app → GitHub:443 succeeds
    But app → metadata:80 fails at app egress

  Scenario: An exception of IPv4 says nothing of IPv6, where AWS has the metadata at fd00:ec2::254
    Given a dual-stack cluster
    And the pods:
      | pod | ports | ip                           |
      | app | 8080  | 10.244.1.5, fd00:10:244:1::5 |
    When every pod allows egress to 0.0.0.0/0 except 169.254.169.254/32
    Then app → [fd00:ec2::254]:80 fails at app egress
    When every pod allows egress to ::/0
    Then app → [fd00:ec2::254]:80 succeeds
    But app → metadata:80 fails at app egress

  Scenario: In a pod with hostNetwork no policy stands in the way
    Given the manifests:
      """
      apiVersion: v1
      kind: Pod
      metadata: { name: agent, namespace: metadata-access, labels: { app: agent } }
      spec:
        hostNetwork: true
        containers: [{ name: agent, image: example.com/agent }]
      """
    When deny-all
    Then app → metadata:80 fails at app egress
    But agent → metadata:80 succeeds

  Scenario: NodeLocal DNSCache lives next door to it, at 169.254.20.10
    A block for all addresses of the link, 169.254.0.0/16, closes both. The plugins that judge what a pod sends to its own
    node then take its names away.

    Given the setting pod-to-own-node is judged
    And NodeLocal DNSCache
    When every pod allows egress to 0.0.0.0/0 except 169.254.0.0/16
    Then app → metadata:80 fails at app egress
    And app cannot resolve kubernetes.default
    When all policies are deleted
    And every pod allows egress to 0.0.0.0/0 except 169.254.169.254/32
    Then app resolves kubernetes.default
    But app → metadata:80 fails at app egress
