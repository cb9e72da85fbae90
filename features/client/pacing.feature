Feature: The pace of an office's client
  Clients that ask without pause, or come back at once when they are turned away, keep a busy system busy.
  RFC 9110, 10.2.3; WIPO's samples; https://www3.wipo.int/confluence/display/dascg/dascg

  @DAS-CLIENT-09
  Rule: Some time passes between two looks at what is not finished

    Scenario: A file that is being checked is looked at in peace
      Given from then on DAS takes its time
      When the client registers a document
      Then the client lets some time pass between two looks

    Scenario: A retrieval that is being prepared is looked at in peace
      Given from then on DAS takes its time
      When the client retrieves a document
      Then the client lets some time pass between two looks

  @DAS-CLIENT-10
  Rule: A client that is told when to come back does not come back earlier

    Scenario Outline: The client keeps away while <trouble>
      Given an office's client that registers documents
      And from then on <trouble>
      When the client registers a document
      Then the client does not come back before the time that it was told

      Examples: both ways of being turned away
        | trouble                      |
        | DAS is busy for some seconds |
        | DAS is down for some seconds |

    Scenario: The client keeps away with a retrieval as well
      Given an office's client that retrieves documents
      And from then on DAS is busy for some seconds
      When the client retrieves a document
      Then the client does not come back before the time that it was told

  @DAS-CLIENT-08
  Rule: A refused access token is not presented again and again

    Scenario: A token that ends in the middle of a registration is not insisted on
      Given an office's client that registers documents
      And from then on DAS refuses the access token in the middle of an exchange
      When the client registers a document
      Then the client does not present the refused token again and again

    Scenario: A token that ends in the middle of a retrieval is not insisted on
      Given an office's client that retrieves documents
      And from then on DAS refuses the access token in the middle of an exchange
      When the client retrieves a document
      Then the client does not present the refused token again and again
