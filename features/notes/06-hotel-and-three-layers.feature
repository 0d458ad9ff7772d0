Feature: The hotel with two doors
  A guest asks at the entrance, and what the guest asked for leaves by the exit. The study notes tell of three hotels.
  Here the hotel is a pod, its entrance is its ingress, its exit is its egress, and the guest's own front door is the
  guest's ingress.

  Background:
    Given the three-check model
    And the pods:
      | pod   | ports |
      | guest |       |
      | hotel | 443   |

  Rule: The stateless hotel

    Background:
      Given the stateless model
      And deny-all
      And guest allows egress to hotel

    Scenario: The guard at the entrance wants to see a permission
      When hotel allows egress to guest
      Then guest → hotel:443 fails at hotel ingress for the SYN

    Scenario: The guard at the exit wants to see another one, having forgotten who came in
      When hotel allows ingress from guest
      Then guest → hotel:443 fails at hotel egress for the SYN-ACK

    Scenario: Nobody at home remembers either: the guest's own front door needs a permission as well
      The study notes speak of two doors. A hotel without memory usually has guests without memory, and that makes four.

      When hotel allows ingress and egress
      Then guest → hotel:443 fails at guest ingress for the SYN-ACK
      When guest allows ingress from hotel
      Then guest → hotel:443 succeeds

  Rule: The hotel without deny-all

    Scenario: There are no guards: anyone enters and leaves
      Then guest → hotel:443 succeeds
      And hotel → guest succeeds
      And the Internet → hotel:443 succeeds

    Scenario Outline: Whether anyone notes who is inside makes no difference: so it is under the <model> model
      The study notes let this hotel keep a list of its guests. Without guards nobody reads it.

      Then under the <model> model, guest → hotel:443 succeeds
      And under the <model> model, hotel → guest succeeds

      Examples:
        | model      |
        | stateful   |
        | stateless  |
        | unenforced |

  Rule: The hotel with deny-all

    Background:
      Given deny-all
      And guest allows egress to hotel

    Scenario Outline: No entry permission: the guest is turned away and never tracked, under the <model> model too
      When hotel allows egress
      Then under the <model> model, guest → hotel:443 fails at hotel ingress for the SYN

      Examples:
        | model       |
        | three-check |
        | stateful    |

    Scenario: Entry permission, but none to leave: stuck inside. A real cluster shows tracked guests out
      When hotel has only ingress from guest
      Then guest → hotel:443 fails at hotel egress for the SYN-ACK
      But under the stateful model, guest → hotel:443 succeeds

    Scenario: Entry and exit permission: the visit is complete
      When hotel allows ingress and egress
      Then guest → hotel:443 succeeds
      And under the stateful model, guest → hotel:443 succeeds

    Scenario: Once tracked, it is easier than in the stateless hotel: the guest's front door opens by itself
      When hotel allows ingress and egress
      Then guest → hotel:443 succeeds
      But under the stateless model, guest → hotel:443 fails at guest ingress for the SYN-ACK

    Scenario: Being known as a guest is no permission for the hotel to pay a visit in return
      When hotel allows ingress and egress
      Then hotel → guest fails at guest ingress for the SYN
      And under the stateful model, hotel → guest fails at guest ingress for the SYN

  Rule: The same as three layers

    Background:
      Given deny-all

    Scenario Outline: Layer 1 wants a yes to "<question>": without it, no connection
      When <one>
      And <another>
      Then guest → hotel:443 fails at <door>
      And under the stateful model, guest → hotel:443 <upstream>

      Examples:
        | question                           | one                  | another             | door          | upstream               |
        | Is egress from source allowed?     | hotel allows ingress | hotel allows egress | guest egress  | fails at guest egress  |
        | Is ingress to destination allowed? | guest allows egress  | hotel allows egress | hotel ingress | fails at hotel ingress |

      Examples: The third question is asked by the study notes alone
        | question                            | one                 | another              | door         | upstream |
        | Is egress from destination allowed? | guest allows egress | hotel allows ingress | hotel egress | succeeds |

    Scenario: Layer 2: SYN, SYN-ACK and ACK pass when all three answers are yes
      When guest allows egress to hotel on port 443
      And hotel allows ingress from guest on port 443
      And hotel allows egress to guest
      Then guest → hotel:443 succeeds

    Scenario: Layer 3: no rule is asked again once the connection stands
      Three rules carry the whole conversation. The guest's ingress, which has none, lets every packet of it in.

      When guest allows egress to hotel on port 443
      And hotel allows ingress from guest on port 443
      And hotel allows egress to guest
      Then guest → hotel:443 is allowed by allow-guest-egress-to-hotel-on-443, allow-hotel-ingress-from-guest-on-443 and allow-hotel-egress-to-guest

    Scenario: In Kubernetes layer 3 begins with the first packet, not after the handshake
      The SYN-ACK is part of the handshake, and it is already waved through.

      Given the stateful model
      When guest allows egress to hotel on port 443
      And hotel allows ingress from guest on port 443
      Then guest → hotel:443 is allowed by allow-guest-egress-to-hotel-on-443 and allow-hotel-ingress-from-guest-on-443
